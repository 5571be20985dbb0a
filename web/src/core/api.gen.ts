// Made from the server's code by tools/make_api_types.py; a test compares it. Do not edit.
export interface components {
    schemas: {
        AboutChat: {
            as?: number;
            chat: number;
        };
        AboutMember: {
            actor: number;
            as?: number;
            chat: number;
        };
        AcceptInvitationRequest: {
            code: string;
            device_name?: string;
            login: string;
            name: string;
            password: string;
            want_token?: boolean;
        };
        ActorCard: {
            deactivated?: boolean;
            id: number;
            kind: string;
            name: string;
            title?: string;
            vacant?: boolean;
        };
        ActorsAnswer: {
            actors: components["schemas"]["ActorCard"][];
        };
        ActorSync: {
            gone?: number[];
            hidden?: components["schemas"]["Hidden"][];
            id: number;
            memberships?: components["schemas"]["Chat"][];
            more?: boolean;
            version: number;
        };
        AddMembers: {
            actors: number[];
            as?: number;
            chat: number;
        };
        AddMembersAnswer: {
            added: number[];
            chat: components["schemas"]["Chat"];
        };
        AnswerJoinRequest: {
            accept: boolean;
            actor: number;
            as?: number;
            chat: number;
        };
        AppointRequest: {
            person: number;
            post: number;
        };
        Attachment: {
            actor?: number;
            address?: string;
            blur?: string;
            description?: string;
            duration_ms?: number;
            emoji?: string;
            file?: number;
            height?: number;
            lat?: number;
            lon?: number;
            mime?: string;
            name?: string;
            pack?: number;
            performer?: string;
            phone?: string;
            poll?: components["schemas"]["Poll"];
            site?: string;
            size?: number;
            spoiler?: boolean;
            title?: string;
            /** @enum {unknown} */
            type: "audio" | "contact" | "file" | "link" | "photo" | "place" | "poll" | "sticker" | "video" | "video_note" | "voice";
            url?: string;
            waveform?: string;
            width?: number;
        };
        ChangedMessages: {
            chat?: components["schemas"]["Chat"];
            messages: components["schemas"]["Message"][];
            more?: boolean;
            /** @default {} */
            my_reactions?: {
                [key: string]: string[];
            };
            version: number;
        };
        ChangePasswordRequest: {
            new: string;
            old: string;
        };
        Changes: {
            chat: number;
            limit?: number;
            since: number;
        };
        Chat: {
            about: string;
            changed: number;
            created_by: number;
            id: number;
            /** @enum {unknown} */
            kind: "channel" | "dialog" | "group";
            last?: components["schemas"]["Message"];
            last_at: number;
            member_rights: number;
            members_count: number;
            membership?: components["schemas"]["MembershipCard"];
            /** @enum {unknown} */
            mode: "official" | "ordinary" | "public";
            peer?: number;
            seq: number;
            title: string;
            version: number;
        };
        ChatAnswer: {
            chat: components["schemas"]["Chat"];
        };
        ChatsAnswer: {
            chats: components["schemas"]["Chat"][];
            next?: string;
        };
        ChatSync: {
            chat?: components["schemas"]["Chat"];
            id: number;
            messages?: components["schemas"]["Message"][];
            more?: boolean;
            /** @default {} */
            my_reactions?: {
                [key: string]: string[];
            };
            version: number;
        };
        CreateChat: {
            about?: string;
            as?: number;
            members?: number[];
            /** @enum {unknown} */
            mode?: "official" | "ordinary" | "private" | "public" | "recorded";
            title: string;
        };
        CreateInvitationAnswer: {
            code: string;
            expires_at: number;
            id: number;
            link: string;
        };
        CreateInvitationRequest: {
            days?: number;
            name?: string;
            post?: number;
        };
        CreateInviteLink: {
            approval?: boolean;
            as?: number;
            chat: number;
            expires_at?: number;
            uses?: number;
        };
        CreateInviteLinkAnswer: {
            code: string;
            link: components["schemas"]["InviteLink"];
        };
        CreateOrganisationRequest: {
            name: string;
        };
        CreatePostRequest: {
            title: string;
            unit: number;
        };
        CreateUnitRequest: {
            name: string;
            organisation: number;
            parent?: number;
        };
        DeactivatePersonRequest: {
            person: number;
        };
        DeleteMessages: {
            as?: number;
            chat: number;
            for_everyone?: boolean;
            seqs: number[];
        };
        DeviceInfo: {
            created_at: number;
            current: boolean;
            id: number;
            last_used_at: number;
            name: string;
        };
        DismissRequest: {
            post: number;
        };
        Done: Record<string, never>;
        EditMessage: {
            as?: number;
            chat: number;
            entities?: components["schemas"]["Entity"][];
            seq: number;
            text: string;
        };
        Entity: {
            actor?: number;
            language?: string;
            length: number;
            offset: number;
            /** @enum {unknown} */
            type: "bold" | "code" | "heading" | "italic" | "link" | "mention" | "pre" | "quote" | "strike" | "underline";
            url?: string;
        };
        Failed: {
            error: components["schemas"]["Failure"];
        };
        Failure: {
            code: string;
            /** @default {} */
            details?: Record<string, never>;
            retry_after?: number;
            text: string;
        };
        FindPeopleRequest: {
            limit?: number;
            query: string;
        };
        ForwardMessage: {
            as?: number;
            chat: number;
            cid: string;
            from_chat: number;
            seq: number;
        };
        GetActorsRequest: {
            ids: number[];
        };
        GetChatAnswer: {
            chat: components["schemas"]["Chat"];
            peers_read_seq: number;
            public_code?: string;
        };
        GetMessages: {
            chat: number;
            seqs: number[];
        };
        GetUnitAnswer: {
            path: components["schemas"]["UnitBrief"][];
            posts: components["schemas"]["PostInfo"][];
            unit: components["schemas"]["UnitInfo"];
            units: components["schemas"]["UnitBrief"][];
        };
        GetUnitRequest: {
            unit: number;
        };
        HeldPost: {
            id: number;
            kind?: string;
            name: string;
            organisation: string;
            title: string;
            unit: string;
        };
        Hidden: {
            chat: number;
            seqs: number[];
        };
        History: {
            after?: number;
            around?: number;
            before?: number;
            chat: number;
            limit?: number;
        };
        Holder: {
            name: string;
            person?: number;
        };
        InvitationInfo: {
            accepted_at?: number;
            accepted_by?: number;
            created_at: number;
            created_by?: number;
            expires_at: number;
            id: number;
            name?: string;
            post?: number;
            post_title?: string;
            state: string;
        };
        InviteLink: {
            approval: boolean;
            created_at: number;
            created_by: number;
            expires_at?: number;
            id: number;
            used: number;
            uses?: number;
        };
        InviteLinksAnswer: {
            links: components["schemas"]["InviteLink"][];
        };
        JoinByLink: {
            as?: number;
            code: string;
        };
        JoinByLinkAnswer: {
            chat?: components["schemas"]["Chat"];
            requested?: boolean;
        };
        JoinRequest: {
            actor: number;
            asked_at: number;
            link: number;
        };
        JoinRequestsAnswer: {
            next?: string;
            requests: components["schemas"]["JoinRequest"][];
        };
        Known: {
            id: number;
            version: number;
        };
        ListChats: {
            actor?: number;
            after?: string;
            archived?: boolean;
            limit?: number;
        };
        ListDevicesAnswer: {
            devices: components["schemas"]["DeviceInfo"][];
        };
        ListInvitationsAnswer: {
            invitations: components["schemas"]["InvitationInfo"][];
            next?: number;
        };
        ListInvitationsRequest: {
            after?: number;
            limit?: number;
        };
        ListJoinRequests: {
            after?: string;
            as?: number;
            chat: number;
            limit?: number;
        };
        ListMembers: {
            after?: string;
            as?: number;
            chat: number;
            limit?: number;
        };
        ListOrganisationsAnswer: {
            organisations: components["schemas"]["OrganisationInfo"][];
        };
        ListPinned: {
            chat: number;
        };
        ListReactions: {
            chat: number;
            seq: number;
        };
        MarkRead: {
            as?: number;
            chat: number;
            seq: number;
        };
        MarkReadAnswer: {
            read_seq: number;
        };
        Me: {
            about: string;
            administrator: boolean;
            id: number;
            locale: string;
            login: string;
            name: string;
            posts: components["schemas"]["HeldPost"][];
        };
        Member: {
            actor: number;
            joined_at: number;
            rights: number;
            /** @enum {unknown} */
            role: "admin" | "member" | "owner";
        };
        MemberAnswer: {
            member: components["schemas"]["Member"];
        };
        MembersAnswer: {
            members: components["schemas"]["Member"][];
            next?: string;
        };
        MembershipCard: {
            actor: number;
            archived?: boolean;
            muted_until?: number;
            own_rights?: number;
            pinned_at?: number;
            read_seq: number;
            rights: number;
            /** @enum {unknown} */
            role: "admin" | "member" | "owner";
            version: number;
        };
        Message: {
            at: number;
            attachments?: components["schemas"]["Attachment"][];
            chat: number;
            comments?: number;
            deleted?: boolean;
            edited_at?: number;
            entities?: components["schemas"]["Entity"][];
            /** @enum {unknown} */
            kind?: "service" | "text";
            origin?: components["schemas"]["Origin"];
            pinned?: boolean;
            reactions?: components["schemas"]["Reaction"][];
            reply_to?: number;
            sender: number;
            seq: number;
            service?: components["schemas"]["Service"];
            silent?: boolean;
            text?: string;
            topic?: number;
            urgent?: boolean;
            version: number;
        };
        MessageSent: {
            at: number;
            chat: number;
            duplicate?: boolean;
            seq: number;
            version: number;
        };
        MoveUnitRequest: {
            parent?: number;
            unit: number;
        };
        NewAttachment: {
            actor?: number;
            address?: string;
            emoji?: string;
            file?: number;
            lat?: number;
            lon?: number;
            name?: string;
            pack?: number;
            phone?: string;
            poll?: components["schemas"]["NewPoll"];
            spoiler?: boolean;
            title?: string;
            /** @enum {unknown} */
            type: "audio" | "contact" | "file" | "link" | "photo" | "place" | "poll" | "sticker" | "video" | "video_note" | "voice";
            url?: string;
        };
        NewPoll: {
            anonymous?: boolean;
            closes_at?: number;
            multiple?: boolean;
            options: string[];
            question: string;
            quiz?: number;
        };
        OpenDialog: {
            as?: number;
            with: number;
        };
        OrganisationCreated: {
            organisation: number;
        };
        OrganisationInfo: {
            id: number;
            name: string;
            units: components["schemas"]["UnitBrief"][];
        };
        Origin: {
            actor?: number;
            at: number;
            chat?: number;
            name: string;
            seq?: number;
        };
        Page: {
            messages: components["schemas"]["Message"][];
            /** @default {} */
            my_reactions?: {
                [key: string]: string[];
            };
        };
        PinMessage: {
            as?: number;
            chat: number;
            on: boolean;
            seq: number;
        };
        Poll: {
            anonymous?: boolean;
            closed?: boolean;
            closes_at?: number;
            multiple?: boolean;
            options: components["schemas"]["PollOption"][];
            question: string;
            quiz?: boolean;
            right?: number;
            total?: number;
        };
        PollOption: {
            text: string;
            votes?: number;
        };
        PostCreated: {
            post: number;
        };
        PostInfo: {
            holder?: components["schemas"]["Holder"];
            id: number;
            title: string;
        };
        React: {
            as?: number;
            chat: number;
            emoji: string;
            on: boolean;
            seq: number;
        };
        Reaction: {
            count: number;
            emoji: string;
            recent?: number[];
        };
        ReactionOf: {
            actor: number;
            at: number;
            emoji: string;
        };
        Reactions: {
            reactions: components["schemas"]["ReactionOf"][];
        };
        ReactivatePersonRequest: {
            person: number;
        };
        RenamePostRequest: {
            post: number;
            title: string;
        };
        RenameUnitRequest: {
            name: string;
            unit: number;
        };
        RevokeDeviceRequest: {
            device: number;
        };
        RevokeInvitationRequest: {
            invitation: number;
        };
        RevokeInviteLink: {
            as?: number;
            chat: number;
            link: number;
        };
        SendMessage: {
            as?: number;
            attachments?: components["schemas"]["NewAttachment"][];
            chat: number;
            cid: string;
            entities?: components["schemas"]["Entity"][];
            reply_to?: number;
            silent?: boolean;
            text: string;
            topic?: number;
            urgent?: boolean;
        };
        Service: {
            act: string;
            actor?: number;
            actors?: number[];
            count?: number;
            seq?: number;
            title?: string;
        };
        SetAdministratorRequest: {
            on: boolean;
            person: number;
        };
        SetMute: {
            as?: number;
            chat: number;
            until: number | null;
        };
        SetRole: {
            actor: number;
            as?: number;
            chat: number;
            rights?: number;
            /** @enum {unknown} */
            role: "admin" | "member" | "owner";
        };
        SetSwitch: {
            as?: number;
            chat: number;
            on: boolean;
        };
        SignInAnswer: {
            me: components["schemas"]["Me"];
            token?: string;
        };
        SignInRequest: {
            device_name?: string;
            login: string;
            password: string;
            want_token?: boolean;
        };
        Sync: {
            actors?: components["schemas"]["Known"][];
            chats?: components["schemas"]["Known"][];
        };
        Synced: {
            actors: components["schemas"]["ActorSync"][];
            chats: components["schemas"]["ChatSync"][];
            gone?: number[];
        };
        Typing: {
            as?: number;
            chat: number;
        };
        UnitBrief: {
            id: number;
            name: string;
        };
        UnitCreated: {
            unit: number;
        };
        UnitInfo: {
            id: number;
            name: string;
            organisation: number;
            organisation_name: string;
            parent?: number;
        };
        UpdateChat: {
            about?: string;
            as?: number;
            chat: number;
            member_rights?: number;
            title?: string;
        };
        UpdateProfileRequest: {
            about?: string;
            locale?: string;
            name?: string;
        };
        "veche.directory.wire.Nothing": Record<string, never>;
        "veche.identity.wire.Nothing": Record<string, never>;
        ViewInvitationAnswer: {
            expires_at: number;
            first_administrator: boolean;
            name?: string;
            organisation?: string;
            post_title?: string;
        };
        ViewInvitationRequest: {
            code: string;
        };
        ViewInviteLink: {
            code: string;
        };
        ViewInviteLinkAnswer: {
            about: string;
            approval: boolean;
            chat?: number;
            /** @enum {unknown} */
            kind: "channel" | "dialog" | "group";
            members_count: number;
            /** @enum {unknown} */
            mode: "official" | "ordinary" | "public";
            title: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export interface operations {
    accept_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptInvitationRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInAnswer"];
                };
            };
        };
    };
    add_members: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddMembers"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddMembersAnswer"];
                };
            };
        };
    };
    answer_join_request: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerJoinRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    appoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppointRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePasswordRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    changes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Changes"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedMessages"];
                };
            };
        };
    };
    create_channel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateChat"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatAnswer"];
                };
            };
        };
    };
    create_group: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateChat"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatAnswer"];
                };
            };
        };
    };
    create_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateInvitationRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateInvitationAnswer"];
                };
            };
        };
    };
    create_invite_link: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateInviteLink"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateInviteLinkAnswer"];
                };
            };
        };
    };
    create_organisation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateOrganisationRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationCreated"];
                };
            };
        };
    };
    create_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreatePostRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostCreated"];
                };
            };
        };
    };
    create_unit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateUnitRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitCreated"];
                };
            };
        };
    };
    deactivate_person: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeactivatePersonRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    delete_messages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeleteMessages"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    dismiss: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DismissRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    edit_message: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditMessage"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
        };
    };
    find_people: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FindPeopleRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActorsAnswer"];
                };
            };
        };
    };
    forward_message: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ForwardMessage"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageSent"];
                };
            };
        };
    };
    get_actors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetActorsRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActorsAnswer"];
                };
            };
        };
    };
    get_chat: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutChat"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetChatAnswer"];
                };
            };
        };
    };
    get_messages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetMessages"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page"];
                };
            };
        };
    };
    get_unit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetUnitRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetUnitAnswer"];
                };
            };
        };
    };
    history: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["History"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page"];
                };
            };
        };
    };
    join_by_link: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JoinByLink"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JoinByLinkAnswer"];
                };
            };
        };
    };
    leave_chat: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutChat"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    list_chats: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListChats"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatsAnswer"];
                };
            };
        };
    };
    list_devices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["veche.identity.wire.Nothing"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListDevicesAnswer"];
                };
            };
        };
    };
    list_invitations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListInvitationsRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListInvitationsAnswer"];
                };
            };
        };
    };
    list_invite_links: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutChat"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InviteLinksAnswer"];
                };
            };
        };
    };
    list_join_requests: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListJoinRequests"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JoinRequestsAnswer"];
                };
            };
        };
    };
    list_members: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListMembers"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MembersAnswer"];
                };
            };
        };
    };
    list_organisations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["veche.directory.wire.Nothing"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOrganisationsAnswer"];
                };
            };
        };
    };
    list_pinned: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListPinned"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page"];
                };
            };
        };
    };
    list_reactions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListReactions"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reactions"];
                };
            };
        };
    };
    mark_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MarkRead"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarkReadAnswer"];
                };
            };
        };
    };
    me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["veche.identity.wire.Nothing"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
        };
    };
    move_unit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveUnitRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    open_dialog: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenDialog"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatAnswer"];
                };
            };
        };
    };
    pin_message: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PinMessage"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
        };
    };
    react: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["React"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
        };
    };
    reactivate_person: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReactivatePersonRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    remove_member: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutMember"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    rename_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenamePostRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    rename_unit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenameUnitRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    revoke_device: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevokeDeviceRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    revoke_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevokeInvitationRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    revoke_invite_link: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevokeInviteLink"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    revoke_other_devices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["veche.identity.wire.Nothing"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    send_message: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendMessage"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageSent"];
                };
            };
        };
    };
    set_administrator: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetAdministratorRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    set_archived: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetSwitch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatAnswer"];
                };
            };
        };
    };
    set_mute: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetMute"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatAnswer"];
                };
            };
        };
    };
    set_pinned: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetSwitch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatAnswer"];
                };
            };
        };
    };
    set_role: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetRole"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberAnswer"];
                };
            };
        };
    };
    sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInAnswer"];
                };
            };
        };
    };
    sign_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["veche.identity.wire.Nothing"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    sync: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Sync"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Synced"];
                };
            };
        };
    };
    typing: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Typing"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
        };
    };
    update_chat: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateChat"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatAnswer"];
                };
            };
        };
    };
    update_profile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateProfileRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
        };
    };
    view_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewInvitationRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewInvitationAnswer"];
                };
            };
        };
    };
    view_invite_link: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewInviteLink"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewInviteLinkAnswer"];
                };
            };
        };
    };
}
