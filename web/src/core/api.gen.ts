// Made from the server's code by tools/make_api_types.py; a test compares it. Do not edit.
export interface components {
    schemas: {
        AboutActor: {
            actor: number;
            as?: number;
        };
        AboutApp: {
            bot: number;
        };
        AboutApplication: {
            application: number;
        };
        AboutBadge: {
            chat?: number;
            name?: string;
        };
        AboutBot: {
            bot: number;
        };
        AboutChannel: {
            chat: number;
        };
        AboutChat: {
            as?: number;
            chat: number;
        };
        AboutDirectory: {
            directory: number;
        };
        AboutFolder: {
            as?: number;
            folder: number;
        };
        AboutGroup: {
            group: number;
        };
        AboutImport: {
            import: number;
        };
        AboutMember: {
            actor: number;
            as?: number;
            chat: number;
        };
        AboutMirror: {
            mirror: number;
        };
        AboutOrganisation: {
            organisation: number;
        };
        AboutPack: {
            pack: number;
        };
        AboutRollout: {
            plan: number;
        };
        AboutSample: {
            bot: number;
            sample: number;
        };
        AboutScheduled: {
            scheduled: number;
        };
        AboutStaffImport: {
            import: number;
        };
        AboutStaffOf: {
            organisation: number;
        };
        AboutStatistics: {
            as?: number;
            chat: number;
        };
        AboutToken: {
            token: number;
        };
        AboutWave: {
            wave: number;
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
            person?: number;
            photo?: number;
            title?: string;
            vacant?: boolean;
        };
        ActorsAnswer: {
            actors: components["schemas"]["ActorCard"][];
        };
        ActorSync: {
            drafts?: components["schemas"]["Draft"][];
            folders?: components["schemas"]["Folder"][];
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
        AddOldGroup: {
            plan: number;
            title: string;
            unit?: number;
        };
        AddPasskeyRequest: {
            attestation: string;
            client_data: string;
            credential: string;
            name?: string;
        };
        AddSticker: {
            emoji: string;
            file: number;
            pack: number;
        };
        AddWave: {
            /** Format: date */
            due_on: string;
            plan: number;
            posts?: number[];
            responsible?: number;
            title: string;
            units?: number[];
        };
        AdministrationGiven: {
            id: number;
        };
        AdministratorInfo: {
            actor: number;
            id: number;
            kind: string;
            name: string;
            title?: string;
            unit?: number;
            unit_name?: string;
        };
        AdminLog: {
            entries: components["schemas"]["LogEntry"][];
        };
        Advice: {
            /** Format: date */
            due_on?: string;
            name: string;
            organisation: number;
            text: string;
        };
        AnswerClaim: {
            accept: boolean;
            person?: number;
            placeholder: number;
        };
        AnswerJoinRequest: {
            accept: boolean;
            actor: number;
            as?: number;
            chat: number;
        };
        AnswerReport: {
            answer?: string;
            /** @enum {unknown} */
            outcome: "acted" | "nothing";
            report: number;
            with_others?: boolean;
        };
        AppAnswer: {
            app: components["schemas"]["AppCard"];
        };
        AppCard: {
            bot: number;
            /** @enum {unknown} */
            category: "business" | "city" | "culture" | "documents" | "education" | "finance" | "health" | "housing" | "other" | "tools" | "transport";
            description?: string;
            edition: number;
            host: string;
            listed?: boolean;
            mine?: boolean;
            note?: string;
            owner?: number;
            /** @enum {unknown} */
            state: "approved" | "draft" | "refused" | "stopped" | "waiting";
            summary?: string;
            title: string;
            url?: string;
            username: string;
            wanted?: components["schemas"]["WantedData"][];
        };
        Appeal: {
            application: number;
            reason: string;
        };
        ApplicationAnswer: {
            application: components["schemas"]["ApplicationView"];
        };
        ApplicationCard: {
            appeal?: boolean;
            appeal_until?: number;
            badge?: components["schemas"]["BadgeBrief"];
            body: components["schemas"]["Body"];
            changed_at: number;
            decide_until?: number;
            decided_at?: number;
            edition: number;
            id: number;
            name: string;
            number: number;
            organisation: number;
            organisation_name: string;
            overdue?: boolean;
            /** @enum {unknown} */
            state: "appealed" | "approved" | "draft" | "refused" | "waiting" | "withdrawn";
            submitted_at?: number;
            title: string;
        };
        ApplicationsAnswer: {
            applications: components["schemas"]["ApplicationCard"][];
            next?: number;
        };
        ApplicationView: {
            about: string;
            card: components["schemas"]["ApplicationCard"];
            chat?: number;
            files: components["schemas"]["FileCard"][];
            flags?: components["schemas"]["Flag"][];
            inn: string;
            kpp: string;
            may: ("appeal" | "confirm" | "countersign" | "decide" | "edit" | "object" | "revoke" | "submit" | "withdraw")[];
            named: boolean;
            ogrn: string;
            post: number;
            responsible: number;
            samples: string[];
            steps: components["schemas"]["HistoryStep"][];
        };
        ApplyStaff: {
            import: number;
            skip_errors?: boolean;
        };
        AppointRequest: {
            person: number;
            post: number;
        };
        AppsAnswer: {
            apps: components["schemas"]["AppCard"][];
            next?: string;
        };
        AppView: {
            app: components["schemas"]["AppCard"];
            consent?: ("camera" | "name" | "phone" | "place")[];
            current?: boolean;
        };
        AskExport: {
            with_files?: boolean;
        };
        AskLive: {
            bot: number;
            purpose: string;
        };
        AskRecoveryRequest: {
            person: number;
        };
        Attachment: {
            actor?: number;
            address?: string;
            blur?: string;
            buttons?: components["schemas"]["Button"][][];
            description?: string;
            duration_ms?: number;
            emoji?: string;
            file?: number;
            hash?: string;
            height?: number;
            lat?: number;
            lon?: number;
            mime?: string;
            name?: string;
            note?: string;
            pack?: number;
            performer?: string;
            phone?: string;
            poll?: components["schemas"]["Poll"];
            site?: string;
            size?: number;
            spoiler?: boolean;
            title?: string;
            /** @enum {unknown} */
            type: "audio" | "contact" | "file" | "keyboard" | "link" | "photo" | "place" | "poll" | "sticker" | "video" | "video_note" | "voice";
            url?: string;
            vcard?: string;
            waveform?: string;
            width?: number;
        };
        BadgeAnswer: {
            chain: components["schemas"]["BadgeLink"][];
            chat: number;
            code: string;
            confirm_until: number;
            confirmed_at: number;
            given_at: number;
            key: string;
            may?: ("appeal" | "confirm" | "countersign" | "decide" | "edit" | "object" | "revoke" | "submit" | "withdraw")[];
            name: string;
            number: number;
            objected?: boolean;
            record: string;
            signature: string;
            /** @enum {unknown} */
            state: "due" | "lapsed" | "revoked" | "valid";
            title: string;
        };
        BadgeBrief: {
            chat: number;
            confirm_until: number;
            /** @enum {unknown} */
            state: "due" | "lapsed" | "revoked" | "valid";
        };
        BadgeLink: {
            decided?: boolean;
            /** @enum {unknown} */
            kind: "body" | "installation" | "institution" | "post";
            name: string;
        };
        BeginLinkRequest: {
            device_name?: string;
        };
        BegunLink: {
            code: string;
            expires_at: number;
            link: string;
            number: number;
            secret: string;
        };
        BelowRow: {
            closed?: boolean;
            /** Format: date */
            due_on?: string;
            name: string;
            organisation: number;
            people?: components["schemas"]["Cell"];
            plan?: number;
            /** Format: date */
            starts_on?: string;
            title?: string;
        };
        Blocked: {
            actor: number;
            at: number;
        };
        BlockedAnswer: {
            blocked: components["schemas"]["Blocked"][];
        };
        Body: {
            id?: number;
            name?: string;
        };
        BotAnswer: {
            bot: components["schemas"]["MyBot"];
        };
        BotCard: {
            about: string;
            commands: components["schemas"]["BotCommand"][];
            id: number;
            name: string;
            organisation?: number;
            owner?: number;
            photo?: number;
            username: string;
        };
        BotCardAnswer: {
            bot: components["schemas"]["BotCard"];
        };
        BotCommand: {
            description?: string;
            name: string;
        };
        BotDelivery: {
            attempts: number;
            chat: number;
            error?: string;
            kept: boolean;
            last_at?: number;
            made_at: number;
            next_at?: number;
            number: number;
            round: number;
            state: string;
            status?: number;
            took_ms?: number;
            type?: string;
            url?: string;
        };
        BotInChat: {
            bot: number;
            hears: boolean;
            reads_all: boolean;
        };
        BotKey: {
            bot: components["schemas"]["MyBot"];
            token?: string;
        };
        Button: {
            about?: string;
            app?: string;
            bot?: number;
            chat?: number;
            intent?: string;
            number?: number;
            payload?: string;
            quick?: boolean;
            text: string;
            title?: string;
            /** @enum {unknown} */
            type: "callback" | "chat" | "clipboard" | "link" | "message" | "open_app" | "request_contact" | "request_geo_location";
            url?: string;
        };
        Cell: {
            done?: boolean;
            invited?: number | ("few" | "nearly" | "some");
            joined?: number | ("few" | "nearly" | "some");
            people?: number | ("few" | "nearly" | "some");
            protected?: number | ("few" | "nearly" | "some");
            share?: number;
            signed_in?: number | ("few" | "nearly" | "some");
        };
        ChangeBot: {
            about?: string;
            bot: number;
            commands?: components["schemas"]["BotCommand"][];
            name?: string;
        };
        ChangedMessages: {
            chat?: components["schemas"]["Chat"];
            messages: components["schemas"]["Message"][];
            more?: boolean;
            /** @default {} */
            my_reactions?: {
                [key: string]: string[];
            };
            /** @default {} */
            my_votes?: {
                [key: string]: components["schemas"]["MyVote"];
            };
            version: number;
        };
        ChangePasswordRequest: {
            new: string;
            old: string;
        };
        ChangeRollout: {
            closed?: boolean;
            compared?: boolean;
            /** Format: date */
            due_on?: string;
            order_file?: number;
            order_name?: string;
            plan: number;
            public?: boolean;
            remind_days?: number;
            reminders?: number;
            /** Format: date */
            starts_on?: string;
            /** @enum {unknown} */
            target?: "channel" | "messenger";
            target_chat?: number;
            title?: string;
        };
        Changes: {
            chat: number;
            limit?: number;
            since: number;
        };
        ChangeScheduled: {
            at?: number;
            entities?: components["schemas"]["Entity"][];
            scheduled: number;
            text?: string;
        };
        ChangeWave: {
            /** Format: date */
            due_on?: string;
            posts?: number[];
            responsible?: number;
            title?: string;
            units?: number[];
            wave: number;
        };
        ChannelPolicy: {
            badge_above: number;
            decide_days: number;
            most: number;
            papers: boolean;
            /** @enum {unknown} */
            public_by: "approval" | "everyone" | "posts";
        };
        Chat: {
            about: string;
            changed: number;
            comments?: boolean;
            comments_chat?: number;
            comments_of?: number;
            created_by: number;
            filling?: components["schemas"]["Filling"];
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
            photo?: number;
            /** @enum {unknown} */
            seal?: "due" | "valid";
            seq: number;
            slow_mode?: number;
            title: string;
            topics?: boolean;
            version: number;
        };
        ChatAnswer: {
            chat: components["schemas"]["Chat"];
        };
        ChatBots: {
            bots: components["schemas"]["BotInChat"][];
        };
        ChatGathered: {
            chat: number;
        };
        ChatPlan: {
            authors?: number;
            edits?: number;
            first_at?: number;
            forwards?: number;
            key?: string;
            kind: string;
            last_at?: number;
            losses?: components["schemas"]["Loss"][];
            media?: number;
            media_bytes?: number;
            messages?: number;
            name: string;
            number: number;
            pinned?: number;
            polls?: number;
            reactions?: number;
            replies?: number;
            service?: number;
            topics?: number;
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
            /** @default {} */
            my_votes?: {
                [key: string]: components["schemas"]["MyVote"];
            };
            version: number;
        };
        ClaimPlaceholder: {
            placeholder: number;
        };
        ClosePoll: {
            as?: number;
            chat: number;
            seq: number;
        };
        ColumnMapping: {
            absent_leave?: boolean;
            people: {
                [key: string]: string;
            };
            separator?: string;
            sheet?: string;
            /** @default {} */
            units?: {
                [key: string]: string;
            };
            units_sheet?: string;
        };
        CommentsOpened: {
            chat: number;
            topic: number;
        };
        ConfirmLinkRequest: {
            code: string;
            number: number;
        };
        ConfirmSecondFactorRequest: {
            code: string;
        };
        ConsentAnswer: {
            consent: components["schemas"]["ConsentCard"];
        };
        ConsentCard: {
            bot: number;
            fields: ("camera" | "name" | "phone" | "place")[];
            given_at: number;
            id: number;
            receipt: string;
            signature: string;
            title: string;
        };
        ConsentsAnswer: {
            consents: components["schemas"]["ConsentCard"][];
            public_key: string;
        };
        CountShared: {
            chat: number;
        };
        CreateBot: {
            about?: string;
            name: string;
            purpose?: string;
            username?: string;
        };
        CreateChat: {
            about?: string;
            as?: number;
            members?: number[];
            /** @enum {unknown} */
            mode?: "official" | "ordinary" | "private" | "public" | "recorded";
            title: string;
        };
        CreateFilledChat: {
            about?: string;
            as?: number;
            /** @enum {unknown} */
            kind?: "channel" | "group";
            rule: components["schemas"]["FillingRule"];
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
        CreatePack: {
            title: string;
        };
        CreatePostRequest: {
            title: string;
            unit: number;
        };
        CreateRollout: {
            /** Format: date */
            due_on: string;
            order_file?: number;
            order_name?: string;
            organisation: number;
            /** Format: date */
            starts_on: string;
            /** @enum {unknown} */
            target?: "channel" | "messenger";
            target_chat?: number;
            title: string;
        };
        CreateTopic: {
            as?: number;
            chat: number;
            emoji?: string;
            title: string;
        };
        CreateUnitRequest: {
            name: string;
            organisation: number;
            parent?: number;
        };
        DeactivatePersonRequest: {
            person: number;
        };
        Decide: {
            application: number;
            edition: number;
            reason?: string;
            /** @enum {unknown} */
            verdict: "approved" | "refused";
        };
        DeleteFile: {
            file: number;
        };
        DeleteMessages: {
            as?: number;
            chat: number;
            for_everyone?: boolean;
            seqs: number[];
        };
        DeleteMyself: {
            login: string;
            with_messages?: boolean;
        };
        Deliveries: {
            deliveries: components["schemas"]["BotDelivery"][];
        };
        DeviceInfo: {
            address?: string;
            created_at: number;
            current: boolean;
            how?: string;
            id: number;
            last_used_at: number;
            name: string;
        };
        Directories: {
            connections: string[];
            directories: components["schemas"]["DirectoryCard"][];
        };
        DirectoryAnswer: {
            directory: components["schemas"]["DirectoryCard"];
        };
        DirectoryCard: {
            connection: string;
            every_hours?: number;
            id: number;
            import_id?: number;
            most_leavers: number;
            name: string;
            next_at?: number;
            people?: number;
            problem?: string;
            profile: components["schemas"]["Profile"];
            ran_at?: number;
            /** @enum {unknown} */
            state: "applied" | "failed" | "held" | "new" | "planned" | "reading" | "same";
        };
        DirectoryTried: {
            people: components["schemas"]["TriedPerson"][];
        };
        Dismissal: {
            dismissed?: number;
            expires_at?: number;
            waiting?: number;
        };
        DismissalRequest: {
            dismissal: number;
        };
        DismissEmployeeRequest: {
            organisation: number;
            person: number;
        };
        DismissManyRequest: {
            posts: number[];
        };
        DismissNoticesRequest: {
            up_to: number;
        };
        DismissRequest: {
            post: number;
        };
        Done: Record<string, never>;
        Draft: {
            at: number;
            chat: number;
            entities?: components["schemas"]["DraftEntity"][];
            reply_to?: number;
            text?: string;
        };
        DraftAnswer: {
            draft: components["schemas"]["Draft"];
        };
        DraftEntity: {
            actor?: number;
            language?: string;
            length: number;
            offset: number;
            type: string;
            url?: string;
        };
        DropExport: {
            export: number;
        };
        EditMessage: {
            as?: number;
            chat: number;
            entities?: components["schemas"]["Entity"][];
            seq: number;
            text: string;
        };
        EditTopic: {
            as?: number;
            chat: number;
            closed?: boolean;
            emoji?: string;
            title?: string;
            topic: number;
        };
        Entity: {
            actor?: number;
            language?: string;
            length: number;
            offset: number;
            /** @enum {unknown} */
            type: "bold" | "code" | "heading" | "highlight" | "italic" | "link" | "mention" | "pre" | "quote" | "strike" | "underline";
            url?: string;
        };
        Expected: {
            name: string;
            post: number;
        };
        ExpectedAnswer: {
            expected: components["schemas"]["Expected"][];
        };
        ExpectedIn: {
            unit: number;
        };
        Export: {
            asked_at: number;
            chats_done?: number;
            chats_total?: number;
            expires_at?: number;
            files?: number;
            id: number;
            left_out?: number;
            messages?: number;
            ready_at?: number;
            size?: number;
            /** @enum {unknown} */
            state: "failed" | "ready" | "waiting" | "working";
            with_files?: boolean;
        };
        Exports: {
            exports: components["schemas"]["Export"][];
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
        FileCard: {
            blur?: string;
            code?: string;
            duration_ms?: number;
            height?: number;
            id: number;
            /** @enum {unknown} */
            kind: "audio" | "avatar" | "file" | "photo" | "sticker" | "video" | "video_note" | "voice";
            mime?: string;
            name: string;
            note?: string;
            performer?: string;
            preview?: boolean;
            size: number;
            /** @enum {unknown} */
            state: "checking" | "held" | "ready" | "refused" | "uploading";
            thumb?: boolean;
            title?: string;
            waveform?: string;
            width?: number;
        };
        Filling: {
            below?: boolean;
            heads?: boolean;
            name?: string;
            organisation: number;
            unit?: number;
        };
        FillingRule: {
            below?: boolean;
            heads?: boolean;
            organisation: number;
            unit?: number;
        };
        FindApp: {
            bot?: number;
            username?: string;
        };
        FindChats: {
            as?: number;
            query: string;
        };
        FindForWave: {
            group?: number;
            plan: number;
            words?: string[];
        };
        FindInWave: {
            text?: string;
            wave: number;
        };
        FindPeopleRequest: {
            limit?: number;
            query: string;
        };
        Flag: {
            chat?: number;
            /** @enum {unknown} */
            code: "mixed_scripts" | "near" | "same_look" | "same_name" | "same_register";
            like?: string;
            number?: number;
            /** @enum {unknown} */
            what: "application" | "body" | "channel" | "post" | "title";
        };
        Folder: {
            chats?: number[];
            emoji?: string;
            id: number;
            kinds?: ("channels" | "dialogs" | "groups")[];
            title: string;
            unread?: boolean;
            without?: number[];
            without_muted?: boolean;
        };
        FoldersAnswer: {
            folders: components["schemas"]["Folder"][];
        };
        ForwardMessage: {
            as?: number;
            chat: number;
            cid: string;
            from_chat: number;
            seq: number;
        };
        ForwardMessages: {
            as?: number;
            chat: number;
            cid: string;
            from_chat: number;
            seqs: number[];
            silent?: boolean;
            topic?: number;
            without_author?: boolean;
        };
        FoundChats: {
            chats: components["schemas"]["Chat"][];
            public?: components["schemas"]["PublicChat"][];
        };
        FoundEverywhere: {
            chats: components["schemas"]["Chat"][];
            messages: components["schemas"]["FoundMessages"];
            people: components["schemas"]["FoundPerson"][];
            public: components["schemas"]["PublicChat"][];
        };
        FoundForWave: {
            missing?: string[];
            posts: number[];
            unclear?: string[];
        };
        FoundInDirectory: {
            posts: components["schemas"]["FoundPost"][];
            units: components["schemas"]["FoundUnit"][];
        };
        FoundMessages: {
            hits: components["schemas"]["Hit"][];
            next?: string;
            read_as?: string;
            words?: string[];
        };
        FoundPerson: {
            card: components["schemas"]["ActorCard"];
            place?: string;
        };
        FoundPost: {
            card: components["schemas"]["ActorCard"];
            unit: components["schemas"]["FoundUnit"];
        };
        FoundUnit: {
            id: number;
            name: string;
            organisation: number;
            organisation_name: string;
            way: string[];
        };
        GetActorsRequest: {
            ids: number[];
        };
        GetBot: {
            bot?: number;
            username?: string;
        };
        GetChatAnswer: {
            chat: components["schemas"]["Chat"];
            peers_read_seq: number;
            public_code?: string;
        };
        GetFile: {
            file: number;
        };
        GetMessages: {
            chat: number;
            seqs: number[];
        };
        GetMyBot: {
            bot: number;
            hours?: number;
        };
        GetNameWarnings: {
            actors: number[];
        };
        GetPack: {
            code?: string;
            pack?: number;
        };
        GetPresence: {
            actors: number[];
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
        GetViews: {
            chat: number;
            seqs: number[];
        };
        GiveAdministrationRequest: {
            organisation: number;
            person?: number;
            post?: number;
            unit?: number;
        };
        GiveConsent: {
            bot: number;
            edition: number;
            fields: ("camera" | "name" | "phone" | "place")[];
        };
        GiveContact: {
            as?: number;
            chat: number;
            cid: string;
            phone: string;
            seq: number;
        };
        GroupCard: {
            closed?: boolean;
            id: number;
            title: string;
            unit?: number;
        };
        HeldPost: {
            id: number;
            kind?: string;
            name: string;
            organisation: string;
            title: string;
            unit: string;
        };
        HelpDesk: {
            link: string;
            wave: string;
        };
        HelpDesks: {
            desks: components["schemas"]["HelpDesk"][];
        };
        Hidden: {
            chat: number;
            seqs: number[];
        };
        History: {
            after?: number;
            around?: number;
            at?: number;
            before?: number;
            chat: number;
            limit?: number;
            topic?: number;
        };
        HistoryStep: {
            /** @enum {unknown} */
            act: "appeal_approved" | "appeal_refused" | "appealed" | "approved" | "confirmed" | "countersigned" | "due" | "escalated" | "lapsed" | "objected" | "overdue" | "refused" | "revoked" | "submitted" | "unowned" | "withdrawn";
            at: number;
            body?: components["schemas"]["Body"];
            reason?: string;
        };
        Hit: {
            after?: components["schemas"]["Neighbour"];
            before?: components["schemas"]["Neighbour"];
            message: components["schemas"]["Message"];
            ranges?: [
                number,
                number
            ][];
        };
        Holder: {
            name: string;
            person?: number;
        };
        Hour: {
            errors: number;
            hour: number;
            limited: number;
            requests: number;
            slowest: number;
            took_ms: number;
            updates: number;
        };
        ImportAnswer: {
            import: components["schemas"]["ImportCard"];
        };
        ImportCard: {
            asked_at: number;
            by: number;
            chat?: number;
            chats?: number;
            done?: number;
            done_at?: number;
            error?: string;
            files?: number;
            format: string;
            id: number;
            name?: string;
            plan?: components["schemas"]["Plan"];
            reason?: string;
            refused?: number;
            /** @enum {unknown} */
            state: "done" | "failed" | "planned" | "planning" | "undoing" | "undone" | "waiting" | "working";
            title?: string;
            total?: number;
            undo_until?: number;
            zone?: string;
        };
        ImportsAnswer: {
            imports: components["schemas"]["ImportCard"][];
        };
        InstallPack: {
            code: string;
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
        Launch: {
            bot: number;
            fields: ("camera" | "name" | "phone" | "place")[];
            frame: string;
            origin: string;
            title: string;
            url: string;
        };
        LettersCard: {
            failed: number | ("few" | "nearly" | "some");
            sent: number | ("few" | "nearly" | "some");
            unsure: number | ("few" | "nearly" | "some");
            waiting: number | ("few" | "nearly" | "some");
            ways: string[];
        };
        LinkCard: {
            description?: string;
            file?: number;
            found?: boolean;
            site?: string;
            title?: string;
            url: string;
        };
        LinkCodeRequest: {
            code: string;
        };
        LinkProgress: {
            me?: components["schemas"]["Me"];
            state: string;
            token?: string;
        };
        ListAdministratorsAnswer: {
            administrators: components["schemas"]["AdministratorInfo"][];
        };
        ListAdministratorsRequest: {
            organisation: number;
        };
        ListAdminLog: {
            as?: number;
            before?: number;
            chat: number;
            limit?: number;
        };
        ListApplications: {
            after?: number;
            limit?: number;
        };
        ListApps: {
            after?: string;
            /** @enum {unknown} */
            category?: "business" | "city" | "culture" | "documents" | "education" | "finance" | "health" | "housing" | "other" | "tools" | "transport";
            limit?: number;
            query?: string;
        };
        ListBlocked: {
            as?: number;
        };
        ListBots: {
            after?: number;
            limit?: number;
            waiting?: boolean;
        };
        ListChatBots: {
            chat: number;
        };
        ListChats: {
            actor?: number;
            after?: string;
            archived?: boolean;
            limit?: number;
        };
        ListDeliveries: {
            before?: number;
            bot: number;
            limit?: number;
        };
        ListDevicesAnswer: {
            devices: components["schemas"]["DeviceInfo"][];
        };
        ListDismissalsAnswer: {
            dismissals: components["schemas"]["WaitingDismissal"][];
        };
        ListedBot: {
            bot: components["schemas"]["MyBot"];
            purpose: string;
        };
        ListedBots: {
            bots: components["schemas"]["ListedBot"][];
        };
        ListExports: Record<string, never>;
        ListFolders: {
            as?: number;
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
        ListMentions: {
            as?: number;
        };
        ListOrganisationsAnswer: {
            organisations: components["schemas"]["OrganisationInfo"][];
        };
        ListPacks: Record<string, never>;
        ListPinned: {
            chat: number;
        };
        ListPlaceholders: {
            after?: number;
            chat: number;
            limit?: number;
        };
        ListReactions: {
            before?: number;
            chat: number;
            emoji?: string;
            limit?: number;
            seq: number;
        };
        ListReaders: {
            chat: number;
            seq: number;
        };
        ListRecoveriesAnswer: {
            recoveries: components["schemas"]["RecoveryInfo"][];
        };
        ListReports: {
            after?: number;
            answered?: boolean;
            limit?: number;
        };
        ListScheduled: {
            chat?: number;
        };
        ListShared: {
            after?: number;
            before?: number;
            chat: number;
            /** @enum {unknown} */
            kind: "files" | "links" | "media" | "sounds";
            limit?: number;
        };
        ListStaffImports: {
            organisation?: number;
        };
        ListStaffSteps: {
            acts?: string[];
            after?: number;
            import: number;
            /** @enum {unknown} */
            kind: "organisation" | "person" | "problem" | "unit";
            limit?: number;
        };
        ListStorage: Record<string, never>;
        ListTopics: {
            chat: number;
        };
        ListVoters: {
            chat: number;
            option: number;
            seq: number;
        };
        LogEntry: {
            /** @enum {unknown} */
            act: "about" | "comments" | "link_made" | "link_revoked" | "member_added" | "member_removed" | "member_rights" | "message_pinned" | "message_unpinned" | "messages_deleted" | "poll_closed" | "request_answered" | "role" | "slow_mode" | "title" | "topic_changed" | "topic_made" | "topics";
            actor: number;
            at: number;
            /** @default {} */
            details?: {
                [key: string]: string | number | number[] | null;
            };
            id: number;
        };
        LookAtStaff: {
            files: number[];
            organisation: number;
        };
        Loss: {
            count: number;
            examples?: string[];
            kind: string;
            text?: string;
        };
        MakeToken: {
            label: string;
            organisation: number;
        };
        MarkRead: {
            as?: number;
            chat: number;
            seq: number;
        };
        MarkReadAnswer: {
            read_seq: number;
        };
        MayMoveIn: {
            allowed: boolean;
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
            /** @enum {unknown} */
            notify?: "all" | "mentions" | "nobody";
            own_rights?: number;
            pinned_at?: number;
            read_seq: number;
            rights: number;
            /** @enum {unknown} */
            role: "admin" | "member" | "owner";
            version: number;
        };
        MentionsAnswer: {
            mentions: components["schemas"]["MentionsOf"][];
        };
        MentionsOf: {
            chat: number;
            seqs: number[];
        };
        Message: {
            at: number;
            attachments?: components["schemas"]["Attachment"][];
            by?: string;
            chat: number;
            comments?: number;
            deleted?: boolean;
            edited_at?: number;
            entities?: components["schemas"]["Entity"][];
            /** @enum {unknown} */
            kind?: "service" | "text";
            moved?: string;
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
        MirrorCard: {
            chat: number;
            ended?: boolean;
            /** Format: date */
            ends_on: string;
            id: number;
            link: string;
            title: string;
        };
        MovePostRequest: {
            post: number;
            unit: number;
        };
        MoveUnitRequest: {
            parent?: number;
            unit: number;
        };
        MyAppsAnswer: {
            apps: components["schemas"]["AppCard"][];
        };
        MyBot: {
            about: string;
            commands: components["schemas"]["BotCommand"][];
            created_at: number;
            id: number;
            key_at?: number;
            /** @enum {unknown} */
            kind: "live" | "team" | "trial";
            /** @enum {unknown} */
            live: "asked" | "granted" | "no" | "refused";
            name: string;
            note?: string;
            organisation?: number;
            owner?: number;
            photo?: number;
            /** @enum {unknown} */
            state: "active" | "deleted" | "refused" | "suspended" | "waiting";
            username: string;
        };
        MyBotPage: {
            bot: components["schemas"]["MyBot"];
            hours: components["schemas"]["Hour"][];
            polling: boolean;
            team: number[];
            waiting: number;
            webhooks: components["schemas"]["Webhook"][];
        };
        MyBots: {
            bots: components["schemas"]["MyBot"][];
            by: string;
            may_make: boolean;
            review: boolean;
        };
        MyVote: {
            options?: number[];
            right?: number;
        };
        NamedGroup: {
            id: number;
            members: number;
            name: string;
        };
        NamedGroups: {
            groups: components["schemas"]["NamedGroup"][];
        };
        NameWarning: {
            actor: number;
            codes: ("like_official" | "like_support" | "mixed_scripts")[];
        };
        NameWarningsAnswer: {
            warnings: components["schemas"]["NameWarning"][];
        };
        Neighbour: {
            at: number;
            sender: number;
            seq: number;
            text: string;
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
        NewPasskeyChallenge: {
            challenge: string;
            known: string[];
            login: string;
            name: string;
            seconds: number;
            site: string;
            user: string;
        };
        NewPoll: {
            anonymous?: boolean;
            closes_at?: number;
            multiple?: boolean;
            options: string[];
            question: string;
            quiz?: number;
        };
        NewSecondFactor: {
            secret: string;
            uri: string;
        };
        Notice: {
            address?: string;
            at: number;
            device?: number;
            device_name?: string;
            id: number;
            kind: string;
        };
        Notices: {
            notices: components["schemas"]["Notice"][];
        };
        NoticesAnswer: {
            settings: components["schemas"]["Settings"];
        };
        Object: {
            chat: number;
            reason: string;
        };
        OpenApp: {
            bot: number;
            chat?: number;
            start_param?: string;
        };
        OpenButtonChat: {
            as?: number;
            chat: number;
            place: number;
            row: number;
            seq: number;
        };
        OpenComments: {
            as?: number;
            chat: number;
            seq: number;
        };
        OpenDialog: {
            as?: number;
            with: number;
        };
        OrderFolders: {
            as?: number;
            folders: number[];
        };
        OrderPacks: {
            packs: number[];
        };
        OrderStickers: {
            files: number[];
            pack: number;
        };
        Organisation: {
            id: number;
            name: string;
            new?: boolean;
        };
        OrganisationCreated: {
            organisation: number;
        };
        OrganisationInfo: {
            above?: number;
            id: number;
            name: string;
            units: components["schemas"]["UnitBrief"][];
        };
        OrganisationStorage: {
            bytes: number;
            files: number;
            organisation: number;
            quota?: number;
        };
        Origin: {
            actor?: number;
            at: number;
            chat?: number;
            name: string;
            seq?: number;
        };
        Pack: {
            code: string;
            id: number;
            installed?: boolean;
            mine?: boolean;
            stickers: components["schemas"]["Sticker"][];
            title: string;
        };
        PackAnswer: {
            pack: components["schemas"]["Pack"];
        };
        PacksAnswer: {
            packs: components["schemas"]["Pack"][];
        };
        Page: {
            messages: components["schemas"]["Message"][];
            /** @default {} */
            my_reactions?: {
                [key: string]: string[];
            };
            /** @default {} */
            my_votes?: {
                [key: string]: components["schemas"]["MyVote"];
            };
        };
        PasskeyChallenge: {
            challenge: string;
            seconds: number;
            site: string;
        };
        PasskeyInfo: {
            created_at: number;
            id: number;
            last_used_at?: number;
            name: string;
        };
        PasskeyProof: {
            authenticator_data: string;
            client_data: string;
            credential: string;
            signature: string;
            user_handle?: string;
        };
        PeerRow: {
            /** Format: date */
            due_on: string;
            mine?: boolean;
            name: string;
            organisation: number;
            share?: number;
        };
        PhotoAnswer: {
            actor: components["schemas"]["ActorCard"];
        };
        Ping: Record<string, never>;
        PinMessage: {
            as?: number;
            chat: number;
            on: boolean;
            seq: number;
        };
        PlaceholderAnswer: {
            placeholder: components["schemas"]["PlaceholderCard"];
        };
        PlaceholderCard: {
            actor: number;
            asked_by?: number;
            likely?: number[];
            messages: number;
            name: string;
            person?: number;
            suggested?: boolean;
        };
        Placeholders: {
            may_answer?: boolean;
            may_name?: boolean;
            next?: number;
            placeholders: components["schemas"]["PlaceholderCard"][];
        };
        Plan: {
            chats: components["schemas"]["ChatPlan"][];
            cut?: boolean;
            dates?: string;
            format: string;
            zone?: string;
        };
        PlanCard: {
            closed?: boolean;
            compared?: boolean;
            /** Format: date */
            due_on: string;
            id: number;
            may_manage?: boolean;
            order_file?: number;
            order_name?: string;
            organisation: number;
            organisation_name: string;
            public_link?: string;
            remind_days: number;
            reminders: number;
            /** Format: date */
            starts_on: string;
            /** @enum {unknown} */
            target: "channel" | "messenger";
            target_chat?: number;
            title: string;
        };
        PlanImport: {
            /** @enum {unknown} */
            dates?: "" | "day" | "month";
            file: number;
            /** @enum {unknown} */
            format?: "auto" | "slack" | "telegram" | "whatsapp";
            zone?: string;
        };
        PlanStaff: {
            import: number;
            mapping: components["schemas"]["ColumnMapping"];
            profile: string;
        };
        Point: {
            /** Format: date */
            day: string;
            forecast?: number;
            left?: number;
            planned: number;
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
        PollLinkRequest: {
            secret: string;
            want_token?: boolean;
        };
        PollOption: {
            text: string;
            votes?: number;
        };
        Pong: {
            time: number;
        };
        PostCardAnswer: {
            acting?: components["schemas"]["PostLine"][];
            closed?: boolean;
            deputy?: components["schemas"]["PostLine"];
            email?: string;
            head?: boolean;
            holder?: components["schemas"]["PostHolder"];
            id: number;
            organisation: number;
            organisation_name: string;
            path: components["schemas"]["UnitBrief"][];
            phone?: string;
            substitutions?: components["schemas"]["SubstitutionInfo"][];
            title: string;
        };
        PostCreated: {
            post: number;
        };
        PostHolder: {
            name: string;
            person?: number;
        };
        PostInfo: {
            acting?: string[];
            closed?: boolean;
            head?: boolean;
            holder?: components["schemas"]["Holder"];
            id: number;
            title: string;
        };
        PostLine: {
            id: number;
            name?: string;
            title: string;
        };
        PostRequest: {
            post: number;
        };
        PostViews: {
            at: number;
            seq: number;
            views: number | null;
        };
        Presence: {
            actor: number;
            online?: boolean;
            seen?: number;
        };
        PresenceAnswer: {
            presence: components["schemas"]["Presence"][];
        };
        PressAsSample: {
            bot: number;
            payload: string;
            sample: number;
            seq: number;
        };
        PressButton: {
            as?: number;
            chat: number;
            payload: string;
            press: number;
            seq: number;
        };
        PreviewLink: {
            url: string;
        };
        Privacy: {
            /** @enum {unknown} */
            add_me?: "contacts" | "everyone" | "organisation";
            /** @enum {unknown} */
            last_seen?: "contacts" | "everyone" | "nobody";
            read_marks?: boolean;
            /** @enum {unknown} */
            write_first?: "contacts" | "everyone" | "organisation";
        };
        PrivacyAnswer: {
            privacy: components["schemas"]["Privacy"];
        };
        Profile: {
            base: string;
            email?: string;
            heads_group?: string;
            key?: string;
            login?: string;
            name?: string;
            only_group?: string;
            page?: number;
            people?: string;
            person_unit?: string;
            phone?: string;
            title?: string;
            unit_code?: string;
            unit_deputy?: string;
            unit_head?: string;
            unit_name?: string;
            /** @enum {unknown} */
            units?: "attribute" | "code" | "tree";
            units_base?: string;
        };
        ProveRequest: {
            code?: string;
            passkey?: components["schemas"]["PasskeyProof"];
            password?: string;
        };
        PublicChat: {
            about: string;
            code: string;
            id: number;
            kind: string;
            members_count: number;
            title: string;
        };
        PushKeyAnswer: {
            key?: string;
            on: boolean;
            sealed: boolean;
            subscribed: boolean;
        };
        Queue: {
            decided: components["schemas"]["QueueLine"][];
            decided_next?: number;
            lines: components["schemas"]["QueueLine"][];
            median_days?: number;
            next?: number;
            oldest_days?: number;
            overdue?: number;
            waiting: number;
        };
        QueueLine: {
            appeal?: boolean;
            body: components["schemas"]["Body"];
            days: number;
            decide_until?: number;
            decided_at?: number;
            institution?: string;
            number: number;
            overdue?: boolean;
            /** @enum {unknown} */
            state: "appealed" | "approved" | "draft" | "refused" | "waiting" | "withdrawn";
            submitted_at: number;
        };
        Quiet: {
            /**
             * @default [
             *       0,
             *       1,
             *       2,
             *       3,
             *       4,
             *       5,
             *       6
             *     ]
             */
            days?: number[];
            end?: number;
            on?: boolean;
            start?: number;
            zone?: string;
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
        ReaderOf: {
            actor: number;
        };
        Readers: {
            readers: components["schemas"]["ReaderOf"][];
        };
        Recommend: {
            /** Format: date */
            due_on?: string;
            organisation: number;
            text: string;
        };
        RecoverRequest: {
            code: string;
            device_name?: string;
            login: string;
            password: string;
            want_token?: boolean;
        };
        RecoveryCodes: {
            codes: string[];
        };
        RecoveryInfo: {
            asked_at: number;
            asked_by: number;
            asked_by_name: string;
            confirmed?: boolean;
            expires_at: number;
            id: number;
            name: string;
            person: number;
        };
        RecoveryLink: {
            expires_at: number;
            link: string;
        };
        RecoveryRequest: {
            recovery: number;
        };
        RemovePasskeyRequest: {
            passkey: number;
        };
        RemoveSticker: {
            file: number;
            pack: number;
        };
        RemoveWebhook: {
            bot: number;
            url: string;
        };
        RenamePack: {
            pack: number;
            title: string;
        };
        RenamePasskeyRequest: {
            name: string;
            passkey: number;
        };
        RenamePostRequest: {
            post: number;
            title: string;
        };
        RenameUnitRequest: {
            name: string;
            unit: number;
        };
        ReplanImport: {
            /** @enum {unknown} */
            dates?: "" | "day" | "month";
            import: number;
            zone: string;
        };
        Replay: {
            bot: number;
            numbers: number[];
        };
        Replayed: {
            count: number;
        };
        ReportAnswer: {
            others?: number;
            report: components["schemas"]["ReportCard"];
        };
        ReportAsked: {
            actor?: number;
            as?: number;
            chat?: number;
            note?: string;
            /** @enum {unknown} */
            reason: "fraud" | "other" | "personal_data" | "pretending" | "spam" | "violence";
            seqs?: number[];
        };
        ReportCard: {
            actor?: number;
            answer?: string;
            answered_at?: number;
            at: number;
            chat?: number;
            count?: number;
            id: number;
            /** @enum {unknown} */
            outcome?: "acted" | "nothing";
            /** @enum {unknown} */
            reason: "fraud" | "other" | "personal_data" | "pretending" | "spam" | "violence";
            reporter: number;
            taken_by?: number;
            title?: string;
        };
        ReportsAnswer: {
            next?: number;
            reports: components["schemas"]["ReportCard"][];
        };
        Responsible: {
            name?: string;
            post: number;
            title: string;
        };
        ReviewApp: {
            bot: number;
            edition: number;
            note?: string;
            /** @enum {unknown} */
            verdict: "approved" | "refused" | "stopped";
        };
        ReviewBot: {
            approve: boolean;
            bot: number;
            note?: string;
        };
        Revoke: {
            chat: number;
            reason: string;
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
        RolloutReport: {
            advice?: components["schemas"]["Advice"][];
            ahead: number;
            days: components["schemas"]["Point"][];
            groups: components["schemas"]["GroupCard"][];
            letters: components["schemas"]["LettersCard"];
            mirrors?: components["schemas"]["MirrorCard"][];
            peers?: components["schemas"]["PeerRow"][];
            people: components["schemas"]["Cell"];
            plan: components["schemas"]["PlanCard"];
            /** Format: date */
            today: string;
            units: components["schemas"]["UnitRow"][];
            waves: components["schemas"]["WaveCard"][];
        };
        Rollouts: {
            rollouts: components["schemas"]["RolloutSummary"][];
        };
        RolloutSummary: {
            advised?: components["schemas"]["Advice"];
            below?: components["schemas"]["BelowRow"][];
            may_manage?: boolean;
            name: string;
            organisation: number;
            plan?: components["schemas"]["PlanCard"];
        };
        RotateKey: {
            bot: number;
            /** @enum {unknown} */
            kind: "live" | "team" | "trial";
        };
        SampleTalk: {
            chat?: number;
            messages: components["schemas"]["Message"][];
            people: string[];
        };
        SaveDirectory: {
            connection: string;
            directory?: number;
            every_hours?: number;
            most_leavers?: number;
            name: string;
            organisation: number;
            profile: components["schemas"]["Profile"];
        };
        SaveFolder: {
            as?: number;
            chats?: number[];
            emoji?: string;
            folder?: number;
            kinds?: ("channels" | "dialogs" | "groups")[];
            title: string;
            unread?: boolean;
            without?: number[];
            without_muted?: boolean;
        };
        SayAsSample: {
            bot: number;
            sample: number;
            text: string;
        };
        Scheduled: {
            at: number;
            attachments?: components["schemas"]["Attachment"][];
            chat: number;
            entities?: components["schemas"]["Entity"][];
            error?: string;
            id: number;
            reply_to?: number;
            sender: number;
            silent?: boolean;
            text?: string;
            topic?: number;
            urgent?: boolean;
        };
        ScheduledId: {
            id: number;
        };
        ScheduledMessages: {
            scheduled: components["schemas"]["Scheduled"][];
        };
        ScheduleMessage: {
            as?: number;
            at: number;
            attachments?: components["schemas"]["NewAttachment"][];
            chat: number;
            cid: string;
            entities?: components["schemas"]["Entity"][];
            reply_to?: number;
            silent?: boolean;
            text?: string;
            topic?: number;
            urgent?: boolean;
        };
        ScimChange: {
            at: number;
            change?: number;
            create?: number;
            import_id: number;
            leave?: number;
            live?: boolean;
            undo_until: number;
        };
        ScimState: {
            address: string;
            applies?: boolean;
            changes?: components["schemas"]["ScimChange"][];
            default_unit?: string;
            groups: number;
            held?: number;
            import_id?: number;
            organisation: number;
            planning?: boolean;
            problem?: string;
            tokens?: components["schemas"]["TokenCard"][];
            troubles?: components["schemas"]["Trouble"][];
            /** @enum {unknown} */
            units_from: "department" | "groups";
            users: number;
            waiting?: number;
        };
        SearchDirectory: {
            organisation?: number;
            query: string;
        };
        SearchEverywhere: {
            as?: number;
            query: string;
        };
        SearchMessages: {
            after?: string;
            as?: number;
            author?: number;
            chat?: number;
            from?: number;
            /** @enum {unknown} */
            kind?: "audio" | "contact" | "file" | "link" | "photo" | "place" | "poll" | "sticker" | "video" | "video_note" | "voice";
            limit?: number;
            /** @enum {unknown} */
            order?: "best" | "newest";
            query?: string;
            to?: number;
        };
        Security: {
            passkeys: components["schemas"]["PasskeyInfo"][];
            passkeys_possible: boolean;
            recovery_codes_left: number;
            second_factor: boolean;
        };
        SeenLink: {
            address: string;
            at: number;
            device_name: string;
            expires_at: number;
            numbers: number[];
            same_network: boolean;
        };
        SendMessage: {
            as?: number;
            attachments?: components["schemas"]["NewAttachment"][];
            chat: number;
            cid: string;
            entities?: components["schemas"]["Entity"][];
            no_preview?: boolean;
            reply_to?: number;
            silent?: boolean;
            text?: string;
            topic?: number;
            urgent?: boolean;
        };
        SentMessages: {
            sent: components["schemas"]["MessageSent"][];
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
        SetApp: {
            bot: number;
            /** @enum {unknown} */
            category: "business" | "city" | "culture" | "documents" | "education" | "finance" | "health" | "housing" | "other" | "tools" | "transport";
            description?: string;
            listed?: boolean;
            summary?: string;
            title: string;
            url: string;
            wanted?: components["schemas"]["WantedData"][];
        };
        SetApplication: {
            about?: string;
            application?: number;
            as: number;
            chat?: number;
            files?: number[];
            inn: string;
            kpp?: string;
            name: string;
            named?: boolean;
            ogrn: string;
            responsible?: number;
            samples?: string[];
            title: string;
        };
        SetBodyAboveRequest: {
            above?: number;
            organisation: number;
        };
        SetBotPhoto: {
            bot: number;
            file?: number;
        };
        SetChatPhoto: {
            as?: number;
            chat: number;
            file?: number;
        };
        SetDeputyRequest: {
            deputy?: number;
            post: number;
        };
        SetDraft: {
            as?: number;
            at?: number;
            chat: number;
            entities?: components["schemas"]["DraftEntity"][];
            reply_to?: number;
            text?: string;
        };
        SetMute: {
            as?: number;
            chat: number;
            until: number | null;
        };
        SetNotices: {
            /** @enum {unknown} */
            channels?: "all" | "mentions" | "nobody";
            desktop?: boolean;
            /** @enum {unknown} */
            dialogs?: "all" | "mentions" | "nobody";
            /** @enum {unknown} */
            groups?: "all" | "mentions" | "nobody";
            preview?: boolean;
            quiet?: components["schemas"]["Quiet"];
            sound?: boolean;
        };
        SetNotify: {
            as?: number;
            chat: number;
            rule: ("all" | "mentions" | "nobody") | null;
        };
        SetOldGroup: {
            closed: boolean;
            group: number;
        };
        SetPhoto: {
            actor?: number;
            file?: number;
        };
        SetPostCardRequest: {
            email?: string;
            head?: boolean;
            phone?: string;
            post: number;
        };
        SetPrivacy: {
            /** @enum {unknown} */
            add_me?: "contacts" | "everyone" | "organisation";
            /** @enum {unknown} */
            last_seen?: "contacts" | "everyone" | "nobody";
            read_marks?: boolean;
            /** @enum {unknown} */
            write_first?: "contacts" | "everyone" | "organisation";
        };
        SetReading: {
            bot: number;
            chat: number;
            on: boolean;
        };
        SetRole: {
            actor: number;
            as?: number;
            chat: number;
            rights?: number;
            /** @enum {unknown} */
            role: "admin" | "member" | "owner";
        };
        SetRolloutUnit: {
            chat?: number;
            plan: number;
            responsible?: number;
            unit: number;
        };
        SetStaffDomains: {
            domains: string[];
            organisation: number;
        };
        SetSwitch: {
            as?: number;
            chat: number;
            on: boolean;
        };
        SetTeam: {
            bot: number;
            people: number[];
        };
        SetThere: {
            as?: number;
            there: boolean;
        };
        Settings: {
            /** @enum {unknown} */
            channels?: "all" | "mentions" | "nobody";
            desktop?: boolean;
            /** @enum {unknown} */
            dialogs?: "all" | "mentions" | "nobody";
            /** @enum {unknown} */
            groups?: "all" | "mentions" | "nobody";
            preview?: boolean;
            /**
             * @default {
             *       "on": false,
             *       "start": 1320,
             *       "end": 420,
             *       "days": [
             *         0,
             *         1,
             *         2,
             *         3,
             *         4,
             *         5,
             *         6
             *       ],
             *       "zone": "UTC"
             *     }
             */
            quiet?: components["schemas"]["Quiet"];
            sound?: boolean;
        };
        SetUnitsFrom: {
            default_unit?: string;
            organisation: number;
            /** @enum {unknown} */
            units_from?: "department" | "groups";
        };
        ShareContact: {
            bot: number;
            phone: string;
        };
        SharedContact: {
            auth_date: number;
            hash: string;
            phone: string;
        };
        SharedCounts: {
            files: number;
            links: number;
            media: number;
            most: number;
            sounds: number;
        };
        ShowQueue: {
            after?: number;
            decided_after?: number;
        };
        SignInAnswer: {
            me: components["schemas"]["Me"];
            token?: string;
        };
        SignInRequest: {
            code?: string;
            device_name?: string;
            login: string;
            password: string;
            want_token?: boolean;
        };
        SignInWithPasskeyRequest: {
            device_name?: string;
            passkey: components["schemas"]["PasskeyProof"];
            want_token?: boolean;
        };
        StaffCounts: {
            change?: number;
            come_back?: number;
            create?: number;
            errors?: number;
            leave?: number;
            leavers_signed_in?: number;
            move?: number;
            organisations?: number;
            stayed?: number;
            unchanged?: number;
            units_changed?: number;
            units_gone?: number;
            units_new?: number;
            warnings?: number;
            withheld?: number;
        };
        StaffDomains: {
            domains: string[];
        };
        StaffImport: {
            asked_at: number;
            counts: components["schemas"]["StaffCounts"];
            done?: number;
            done_at?: number;
            error?: string;
            files: string[];
            id: number;
            mapping?: components["schemas"]["ColumnMapping"];
            mine?: boolean;
            organisation: number;
            problem?: string;
            profile?: string;
            /** @enum {unknown} */
            state: "asking" | "done" | "failed" | "looked" | "planned" | "planning" | "undoing" | "undone" | "waiting" | "working";
            tables?: components["schemas"]["StaffTable"][];
            total?: number;
            undo_until?: number;
        };
        StaffImportAnswer: {
            import: components["schemas"]["StaffImport"];
        };
        StaffImportsAnswer: {
            imports: components["schemas"]["StaffImport"][];
        };
        StaffJob: {
            act: string;
            head?: boolean;
            old_title?: string;
            post?: number;
            title: string;
            unit: number;
        };
        StaffProfile: {
            mapping: components["schemas"]["ColumnMapping"];
            name: string;
        };
        StaffProfiles: {
            domains: string[];
            profiles: components["schemas"]["StaffProfile"][];
        };
        StaffStep: {
            act: string;
            code?: string;
            jobs?: components["schemas"]["StaffJob"][];
            key?: string;
            line?: number;
            name?: string;
            /** @default {} */
            now?: {
                [key: string]: string;
            };
            number: number;
            old_name?: string;
            organisation?: number;
            parent?: number;
            table?: string;
            text?: string;
            unit?: number;
            /** @default {} */
            was?: {
                [key: string]: string;
            };
        };
        StaffSteps: {
            next?: number;
            steps: components["schemas"]["StaffStep"][];
        };
        StaffTable: {
            file?: number;
            guess: {
                [key: string]: string;
            };
            head: number;
            heads: string[];
            hidden?: boolean;
            how?: string;
            kind: string;
            name: string;
            sample: string[][];
            separator?: string;
        };
        StaffTree: {
            organisations: components["schemas"]["Organisation"][];
            units: components["schemas"]["StaffUnit"][];
        };
        StaffUnit: {
            mark?: string;
            name: string;
            old_name?: string;
            old_parent?: number;
            organisation: number;
            parent?: number;
            unit: number;
        };
        StartAsSample: {
            bot: number;
            payload?: string;
            sample: number;
        };
        StartBot: {
            bot: number;
            payload?: string;
        };
        Started: {
            chat: components["schemas"]["Chat"];
        };
        StartImport: {
            allow_cut?: boolean;
            chat: number;
            import: number;
            title?: string;
        };
        StartMirror: {
            chat: number;
            /** Format: date */
            ends_on: string;
            organisation: number;
        };
        Statistics: {
            average_views: number | null;
            days: number[];
            growth: (number | null)[];
            posts: components["schemas"]["PostViews"][];
            reach_day: number | null;
            reach_week: number | null;
            subscribers: number | null;
        };
        Sticker: {
            emoji: string;
            file: number;
        };
        Storage: {
            bytes: number;
            files: number;
            largest: number;
            organisations?: components["schemas"]["OrganisationStorage"][];
            quota?: number;
        };
        SubscribePush: {
            auth: string;
            endpoint: string;
            p256dh: string;
        };
        Substituted: {
            id: number;
        };
        SubstituteRequest: {
            post: number;
            since: number;
            substitute: number;
            until: number;
        };
        SubstitutionInfo: {
            id: number;
            now?: boolean;
            since: number;
            substitute: components["schemas"]["PostLine"];
            until: number;
        };
        SubstitutionRequest: {
            substitution: number;
        };
        SuspendBot: {
            bot: number;
            note?: string;
            on: boolean;
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
        TakeAdministrationRequest: {
            administration: number;
        };
        TakenReport: {
            messages: components["schemas"]["Message"][];
            note: string;
            others?: number;
            report: components["schemas"]["ReportCard"];
        };
        TakeReport: {
            over?: boolean;
            report: number;
        };
        Team: {
            people: number[];
        };
        TokenCard: {
            id: number;
            label: string;
            made_at: number;
            made_by?: number;
            revoked_at?: number;
            used_at?: number;
        };
        TokenMade: {
            secret: string;
            token: number;
        };
        Topic: {
            closed?: boolean;
            count?: number;
            created_by?: number;
            emoji?: string;
            id: number;
            seq?: number;
            title: string;
        };
        Topics: {
            topics: components["schemas"]["Topic"][];
        };
        TriedPerson: {
            active?: boolean;
            dn: string;
            email?: string;
            key: string;
            name: string;
            title?: string;
        };
        Trouble: {
            id?: number;
            name?: string;
            text?: string;
        };
        TryDirectory: {
            connection: string;
            organisation: number;
            profile: components["schemas"]["Profile"];
        };
        Typing: {
            as?: number;
            chat: number;
        };
        UndoScim: {
            organisation: number;
            since: number;
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
        UnitRow: {
            chat?: number;
            chat_by_rule?: boolean;
            chat_title?: string;
            depth: number;
            /** Format: date */
            due_on?: string;
            id: number;
            /** @enum {unknown} */
            look: "done" | "going" | "hidden" | "late" | "outside" | "waiting";
            name: string;
            parent?: number;
            people: components["schemas"]["Cell"];
            responsible?: components["schemas"]["Responsible"];
        };
        UpdateChat: {
            about?: string;
            as?: number;
            chat: number;
            comments?: boolean;
            member_rights?: number;
            slow_mode?: number;
            title?: string;
            topics?: boolean;
        };
        UpdateProfileRequest: {
            about?: string;
            locale?: string;
            name?: string;
        };
        UseRecoveryRequest: {
            code: string;
            device_name?: string;
            password: string;
            want_token?: boolean;
        };
        "veche.bots.wire.own.Nothing": Record<string, never>;
        "veche.channels.wire.Nothing": Record<string, never>;
        "veche.directory.wire.basics.Nothing": Record<string, never>;
        "veche.identity.wire.Nothing": Record<string, never>;
        "veche.movein.wire.Nothing": Record<string, never>;
        "veche.notices.wire.Nothing": Record<string, never>;
        "veche.rollout.wire.asking.Nothing": Record<string, never>;
        "veche.services.wire.Nothing": Record<string, never>;
        "veche.trust.wire.Nothing": Record<string, never>;
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
        ViewMessages: {
            chat: number;
            seqs: number[];
        };
        ViewRecoveryAnswer: {
            expires_at: number;
            login: string;
            name: string;
        };
        Views: {
            views: {
                [key: string]: number;
            };
        };
        Vote: {
            as?: number;
            chat: number;
            options: number[];
            seq: number;
        };
        Voted: {
            message: components["schemas"]["Message"];
            vote: components["schemas"]["MyVote"];
        };
        Voter: {
            actor: number;
            at: number;
        };
        Voters: {
            voters: components["schemas"]["Voter"][];
        };
        WaitingDismissal: {
            asked_at: number;
            asked_by: number;
            asked_by_name: string;
            count: number;
            expires_at: number;
            id: number;
            mine?: boolean;
            names: string[];
        };
        WantedData: {
            /** @enum {unknown} */
            field: "camera" | "name" | "phone" | "place";
            purpose: string;
            required?: boolean;
        };
        WaveCard: {
            /** Format: date */
            due_on: string;
            help_chat?: number;
            help_link?: string;
            id: number;
            late?: boolean;
            number: number;
            people: components["schemas"]["Cell"];
            posts?: number[];
            responsible?: components["schemas"]["Responsible"];
            /** @enum {unknown} */
            state: "paused" | "planned" | "rolled_back" | "running";
            title: string;
            units?: number[];
        };
        WaveInvitation: {
            post: number;
            wave: number;
        };
        WaveInvitationAnswer: {
            link: string;
        };
        WavePeople: {
            people: components["schemas"]["WavePerson"][];
        };
        WavePerson: {
            name?: string;
            post: number;
            title: string;
            unit: string;
        };
        Webhook: {
            failing_since?: number;
            made_at: number;
            types?: string[];
            url: string;
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
    add_old_group: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddOldGroup"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolloutReport"];
                };
            };
        };
    };
    add_passkey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddPasskeyRequest"];
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
    add_sticker: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddSticker"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackAnswer"];
                };
            };
        };
    };
    add_wave: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddWave"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolloutReport"];
                };
            };
        };
    };
    answer_claim: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerClaim"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaceholderAnswer"];
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
    answer_report: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerReport"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportAnswer"];
                };
            };
        };
    };
    appeal_channel_application: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Appeal"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationAnswer"];
                };
            };
        };
    };
    apply_staff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApplyStaff"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffImportAnswer"];
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
    ask_export: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskExport"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Export"];
                };
            };
        };
    };
    ask_live_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskLive"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BotAnswer"];
                };
            };
        };
    };
    ask_recovery: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskRecoveryRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryInfo"];
                };
            };
        };
    };
    begin_device_link: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BeginLinkRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BegunLink"];
                };
            };
        };
    };
    begin_passkey: {
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
                    "application/json": components["schemas"]["NewPasskeyChallenge"];
                };
            };
        };
    };
    begin_second_factor: {
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
                    "application/json": components["schemas"]["NewSecondFactor"];
                };
            };
        };
    };
    block_actor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutActor"];
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
    cancel_dismissal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DismissalRequest"];
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
    cancel_recovery: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecoveryRequest"];
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
    cancel_scheduled: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutScheduled"];
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
    cancel_staff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutStaffImport"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffImportAnswer"];
                };
            };
        };
    };
    change_bot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeBot"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BotAnswer"];
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
    change_rollout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeRollout"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolloutReport"];
                };
            };
        };
    };
    change_scheduled: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeScheduled"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scheduled"];
                };
            };
        };
    };
    change_wave: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeWave"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolloutReport"];
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
    claim_placeholder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimPlaceholder"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaceholderAnswer"];
                };
            };
        };
    };
    close_poll: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClosePoll"];
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
    close_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostRequest"];
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
    collect_scim: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutOrganisation"];
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
    confirm_channel_badge: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutChannel"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadgeAnswer"];
                };
            };
        };
    };
    confirm_device_link: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmLinkRequest"];
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
    confirm_dismissal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DismissalRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dismissal"];
                };
            };
        };
    };
    confirm_recovery: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecoveryRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryLink"];
                };
            };
        };
    };
    confirm_second_factor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmSecondFactorRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
        };
    };
    confirm_staff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutStaffImport"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffImportAnswer"];
                };
            };
        };
    };
    count_shared: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CountShared"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SharedCounts"];
                };
            };
        };
    };
    create_bot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateBot"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BotKey"];
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
    create_filled_chat: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateFilledChat"];
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
    create_pack: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreatePack"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackAnswer"];
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
    create_rollout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateRollout"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolloutReport"];
                };
            };
        };
    };
    create_topic: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTopic"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Topic"];
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
    decide_channel_application: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Decide"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationAnswer"];
                };
            };
        };
    };
    delete_bot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutBot"];
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
    delete_file: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeleteFile"];
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
    delete_folder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutFolder"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoldersAnswer"];
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
    delete_myself: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeleteMyself"];
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
    delete_pack: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutPack"];
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
                    "application/json": components["schemas"]["Dismissal"];
                };
            };
        };
    };
    dismiss_employee: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DismissEmployeeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dismissal"];
                };
            };
        };
    };
    dismiss_many: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DismissManyRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dismissal"];
                };
            };
        };
    };
    dismiss_safety_notices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DismissNoticesRequest"];
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
    drop_export: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DropExport"];
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
    edit_topic: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditTopic"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Topic"];
                };
            };
        };
    };
    end_mirror: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutMirror"];
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
    end_substitution: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubstitutionRequest"];
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
    find_chats: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FindChats"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundChats"];
                };
            };
        };
    };
    find_for_wave: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FindForWave"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundForWave"];
                };
            };
        };
    };
    find_in_wave: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FindInWave"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WavePeople"];
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
    forward_messages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ForwardMessages"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SentMessages"];
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
    get_app: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FindApp"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppView"];
                };
            };
        };
    };
    get_bot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetBot"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BotCardAnswer"];
                };
            };
        };
    };
    get_channel_application: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutApplication"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationAnswer"];
                };
            };
        };
    };
    get_channel_badge: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutBadge"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadgeAnswer"];
                };
            };
        };
    };
    get_channel_policy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["veche.channels.wire.Nothing"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelPolicy"];
                };
            };
        };
    };
    get_channel_statistics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutStatistics"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statistics"];
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
    get_file: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetFile"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileCard"];
                };
            };
        };
    };
    get_import: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutImport"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportAnswer"];
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
    get_my_bot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetMyBot"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyBotPage"];
                };
            };
        };
    };
    get_name_warnings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetNameWarnings"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NameWarningsAnswer"];
                };
            };
        };
    };
    get_notices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["veche.notices.wire.Nothing"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticesAnswer"];
                };
            };
        };
    };
    get_pack: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetPack"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackAnswer"];
                };
            };
        };
    };
    get_passkey_challenge: {
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
                    "application/json": components["schemas"]["PasskeyChallenge"];
                };
            };
        };
    };
    get_post_card: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostCardAnswer"];
                };
            };
        };
    };
    get_presence: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetPresence"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PresenceAnswer"];
                };
            };
        };
    };
    get_privacy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["veche.trust.wire.Nothing"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrivacyAnswer"];
                };
            };
        };
    };
    get_proof_challenge: {
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
                    "application/json": components["schemas"]["PasskeyChallenge"];
                };
            };
        };
    };
    get_push_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["veche.notices.wire.Nothing"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PushKeyAnswer"];
                };
            };
        };
    };
    get_rollout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutRollout"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolloutReport"];
                };
            };
        };
    };
    get_sample_talk: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutSample"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SampleTalk"];
                };
            };
        };
    };
    get_scim: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutOrganisation"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimState"];
                };
            };
        };
    };
    get_security: {
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
                    "application/json": components["schemas"]["Security"];
                };
            };
        };
    };
    get_staff_import: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutStaffImport"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffImportAnswer"];
                };
            };
        };
    };
    get_staff_profiles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutStaffOf"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffProfiles"];
                };
            };
        };
    };
    get_staff_tree: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutStaffImport"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffTree"];
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
    get_views: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetViews"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Views"];
                };
            };
        };
    };
    give_administration: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GiveAdministrationRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdministrationGiven"];
                };
            };
        };
    };
    give_consent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GiveConsent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentAnswer"];
                };
            };
        };
    };
    give_contact: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GiveContact"];
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
    install_pack: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InstallPack"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackAnswer"];
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
    list_admin_log: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListAdminLog"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminLog"];
                };
            };
        };
    };
    list_administrators: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListAdministratorsRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListAdministratorsAnswer"];
                };
            };
        };
    };
    list_apps: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListApps"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppsAnswer"];
                };
            };
        };
    };
    list_apps_to_review: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["veche.services.wire.Nothing"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyAppsAnswer"];
                };
            };
        };
    };
    list_blocked: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListBlocked"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlockedAnswer"];
                };
            };
        };
    };
    list_bot_deliveries: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListDeliveries"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deliveries"];
                };
            };
        };
    };
    list_bots: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListBots"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListedBots"];
                };
            };
        };
    };
    list_channel_applications_to_decide: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListApplications"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationsAnswer"];
                };
            };
        };
    };
    list_chat_bots: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListChatBots"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatBots"];
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
    list_chief_administrators: {
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
                    "application/json": components["schemas"]["ActorsAnswer"];
                };
            };
        };
    };
    list_consents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["veche.services.wire.Nothing"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentsAnswer"];
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
    list_directories: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutOrganisation"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Directories"];
                };
            };
        };
    };
    list_dismissals: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["veche.directory.wire.basics.Nothing"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListDismissalsAnswer"];
                };
            };
        };
    };
    list_expected: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExpectedIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExpectedAnswer"];
                };
            };
        };
    };
    list_exports: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListExports"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exports"];
                };
            };
        };
    };
    list_folders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListFolders"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoldersAnswer"];
                };
            };
        };
    };
    list_given_badges: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListApplications"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationsAnswer"];
                };
            };
        };
    };
    list_help_desks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["veche.rollout.wire.asking.Nothing"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HelpDesks"];
                };
            };
        };
    };
    list_imports: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["veche.movein.wire.Nothing"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportsAnswer"];
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
    list_mentions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListMentions"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MentionsAnswer"];
                };
            };
        };
    };
    list_my_bots: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["veche.bots.wire.own.Nothing"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyBots"];
                };
            };
        };
    };
    list_my_channel_applications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["veche.channels.wire.Nothing"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationsAnswer"];
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
                "application/json": components["schemas"]["veche.directory.wire.basics.Nothing"];
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
    list_packs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListPacks"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PacksAnswer"];
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
    list_placeholders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListPlaceholders"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Placeholders"];
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
    list_recoveries: {
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
                    "application/json": components["schemas"]["ListRecoveriesAnswer"];
                };
            };
        };
    };
    list_reports: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListReports"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportsAnswer"];
                };
            };
        };
    };
    list_rollout_groups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutRollout"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NamedGroups"];
                };
            };
        };
    };
    list_rollouts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["veche.rollout.wire.asking.Nothing"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rollouts"];
                };
            };
        };
    };
    list_safety_notices: {
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
                    "application/json": components["schemas"]["Notices"];
                };
            };
        };
    };
    list_scheduled: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListScheduled"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduledMessages"];
                };
            };
        };
    };
    list_shared: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListShared"];
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
    list_staff_imports: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListStaffImports"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffImportsAnswer"];
                };
            };
        };
    };
    list_staff_steps: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListStaffSteps"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffSteps"];
                };
            };
        };
    };
    list_storage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListStorage"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Storage"];
                };
            };
        };
    };
    list_topics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListTopics"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Topics"];
                };
            };
        };
    };
    list_voters: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListVoters"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Voters"];
                };
            };
        };
    };
    look_at_staff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LookAtStaff"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffImportAnswer"];
                };
            };
        };
    };
    make_recovery_codes: {
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
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
        };
    };
    make_scim_token: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MakeToken"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenMade"];
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
    may_move_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["veche.movein.wire.Nothing"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MayMoveIn"];
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
    message_readers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListReaders"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readers"];
                };
            };
        };
    };
    move_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MovePostRequest"];
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
    object_to_channel_badge: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Object"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadgeAnswer"];
                };
            };
        };
    };
    open_app: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenApp"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Launch"];
                };
            };
        };
    };
    open_button_chat: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenButtonChat"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatGathered"];
                };
            };
        };
    };
    open_comments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenComments"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentsOpened"];
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
    open_wave_help: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutWave"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolloutReport"];
                };
            };
        };
    };
    order_folders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderFolders"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoldersAnswer"];
                };
            };
        };
    };
    order_packs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderPacks"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PacksAnswer"];
                };
            };
        };
    };
    order_stickers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderStickers"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackAnswer"];
                };
            };
        };
    };
    pause_wave: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutWave"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolloutReport"];
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
    ping: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Ping"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pong"];
                };
            };
        };
    };
    plan_import: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanImport"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportAnswer"];
                };
            };
        };
    };
    plan_scim: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutOrganisation"];
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
    plan_staff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanStaff"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffImportAnswer"];
                };
            };
        };
    };
    poll_device_link: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PollLinkRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkProgress"];
                };
            };
        };
    };
    press_as_sample: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PressAsSample"];
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
    press_button: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PressButton"];
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
    preview_link: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewLink"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkCard"];
                };
            };
        };
    };
    prove: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProveRequest"];
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
    read_directory: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutDirectory"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DirectoryAnswer"];
                };
            };
        };
    };
    recommend_rollout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Recommend"];
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
    recover: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecoverRequest"];
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
    refuse_device_link: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkCodeRequest"];
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
    refuse_recovery: {
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
    release_scim_leavers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutOrganisation"];
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
    remove_app: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutApp"];
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
    remove_bot_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemoveWebhook"];
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
    remove_directory: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutDirectory"];
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
    remove_old_group: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutGroup"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolloutReport"];
                };
            };
        };
    };
    remove_passkey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemovePasskeyRequest"];
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
    remove_second_factor: {
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
    remove_sticker: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemoveSticker"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackAnswer"];
                };
            };
        };
    };
    remove_wave: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutWave"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolloutReport"];
                };
            };
        };
    };
    rename_pack: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenamePack"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackAnswer"];
                };
            };
        };
    };
    rename_passkey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenamePasskeyRequest"];
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
    reopen_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostRequest"];
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
    replan_import: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplanImport"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportAnswer"];
                };
            };
        };
    };
    replay_bot_deliveries: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Replay"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replayed"];
                };
            };
        };
    };
    report: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportAsked"];
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
    report_opened_link: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkCodeRequest"];
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
    resume_import: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutImport"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportAnswer"];
                };
            };
        };
    };
    review_app: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewApp"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppAnswer"];
                };
            };
        };
    };
    review_bot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewBot"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BotAnswer"];
                };
            };
        };
    };
    revoke_bot_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutBot"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BotAnswer"];
                };
            };
        };
    };
    revoke_channel_badge: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Revoke"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BadgeAnswer"];
                };
            };
        };
    };
    revoke_consent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutApp"];
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
    revoke_scim_token: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutToken"];
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
    roll_back_wave: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutWave"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolloutReport"];
                };
            };
        };
    };
    rotate_bot_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RotateKey"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BotKey"];
                };
            };
        };
    };
    save_directory: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveDirectory"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DirectoryAnswer"];
                };
            };
        };
    };
    save_folder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveFolder"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoldersAnswer"];
                };
            };
        };
    };
    say_as_sample: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SayAsSample"];
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
    schedule_message: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScheduleMessage"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduledId"];
                };
            };
        };
    };
    search_directory: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SearchDirectory"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundInDirectory"];
                };
            };
        };
    };
    search_everywhere: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SearchEverywhere"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundEverywhere"];
                };
            };
        };
    };
    search_messages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SearchMessages"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundMessages"];
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
    send_scheduled_now: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutScheduled"];
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
    set_app: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetApp"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppAnswer"];
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
    set_body_above: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetBodyAboveRequest"];
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
    set_bot_photo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetBotPhoto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BotAnswer"];
                };
            };
        };
    };
    set_bot_reading: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetReading"];
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
    set_bot_team: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetTeam"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
        };
    };
    set_channel_application: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetApplication"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationAnswer"];
                };
            };
        };
    };
    set_chat_photo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetChatPhoto"];
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
    set_deputy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetDeputyRequest"];
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
    set_draft: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetDraft"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftAnswer"];
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
    set_notices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetNotices"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticesAnswer"];
                };
            };
        };
    };
    set_notify: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetNotify"];
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
    set_old_group: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetOldGroup"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolloutReport"];
                };
            };
        };
    };
    set_photo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetPhoto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhotoAnswer"];
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
    set_post_card: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetPostCardRequest"];
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
    set_privacy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetPrivacy"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrivacyAnswer"];
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
    set_rollout_unit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetRolloutUnit"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolloutReport"];
                };
            };
        };
    };
    set_scim_units: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetUnitsFrom"];
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
    set_staff_domains: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetStaffDomains"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffDomains"];
                };
            };
        };
    };
    set_there: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetThere"];
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
    share_contact: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShareContact"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SharedContact"];
                };
            };
        };
    };
    show_channel_queue: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShowQueue"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queue"];
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
    sign_in_with_passkey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInWithPasskeyRequest"];
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
    start_as_sample: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartAsSample"];
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
    start_bot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartBot"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Started"];
                };
            };
        };
    };
    start_import: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartImport"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportAnswer"];
                };
            };
        };
    };
    start_mirror: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartMirror"];
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
    start_wave: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutWave"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolloutReport"];
                };
            };
        };
    };
    submit_app: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutApp"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppAnswer"];
                };
            };
        };
    };
    submit_channel_application: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutApplication"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationAnswer"];
                };
            };
        };
    };
    subscribe_push: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubscribePush"];
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
    substitute: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubstituteRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Substituted"];
                };
            };
        };
    };
    suspend_bot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuspendBot"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BotAnswer"];
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
    take_administration: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TakeAdministrationRequest"];
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
    take_report: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TakeReport"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenReport"];
                };
            };
        };
    };
    try_directory: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TryDirectory"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DirectoryTried"];
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
    unblock_actor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutActor"];
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
    undo_import: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutImport"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportAnswer"];
                };
            };
        };
    };
    undo_scim: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UndoScim"];
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
    undo_staff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutStaffImport"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffImportAnswer"];
                };
            };
        };
    };
    uninstall_pack: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutPack"];
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
    unsubscribe_push: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["veche.notices.wire.Nothing"];
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
    use_recovery: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UseRecoveryRequest"];
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
    view_device_link: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkCodeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeenLink"];
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
    view_messages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewMessages"];
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
    view_recovery: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkCodeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewRecoveryAnswer"];
                };
            };
        };
    };
    vote: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Vote"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Voted"];
                };
            };
        };
    };
    wave_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WaveInvitation"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaveInvitationAnswer"];
                };
            };
        };
    };
    withdraw_channel_application: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AboutApplication"];
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
}
